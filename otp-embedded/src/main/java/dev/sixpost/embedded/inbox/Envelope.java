package dev.sixpost.embedded.inbox;

import java.util.List;

/** Whom a mail came from and whom it is for, as said in the SMTP dialogue; {@code from} is empty for a bounce. */
record Envelope(String from, List<String> recipients) {}
