"""Problems with the bot itself, told to whoever runs it: not to the admins of a server, who may be other people."""
