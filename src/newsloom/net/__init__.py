"""The only room that opens sockets to the outside: a guarded client for the web, a transport for language models."""
