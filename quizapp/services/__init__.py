"""What people want done: one function per intention, one transaction each, shared by web and shell."""
