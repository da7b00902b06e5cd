"""Pages as PDF files, to sign and to file, without a browser."""
