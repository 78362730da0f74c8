"""The archive as a library: articles in, search hits and annotations out; knows no terminal."""
