"""The roof: settings, addresses, the commands of the operator. The only package that knows every room."""
