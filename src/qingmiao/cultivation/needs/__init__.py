"""What people ask to be taught, without a name, kept on a board until classes answer it (培训需求)."""
