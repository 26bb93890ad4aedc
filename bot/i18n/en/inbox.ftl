# The inbox: letters to one member, settings.

settings-inbox = Messages to members
    .help = How members are told what concerns them alone.
settings-inbox-channel-id = Channel for mentions
    .help = Whoever can't be reached by direct message is mentioned here, without a word of what it is about, and reads it privately.
