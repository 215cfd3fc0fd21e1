"""导入: files of other programs are read, reviewed beside their source, and taken in."""
