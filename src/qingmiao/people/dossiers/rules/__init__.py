"""What dossiers are read by: names, ages, tenures, form texts."""
