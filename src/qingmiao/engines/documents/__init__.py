"""Official documents (公文): the same words give the same Word file and the same PDF, each time."""
