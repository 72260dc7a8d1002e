package dev.millrace.partner.tcp;

import dev.millrace.partner.tcp.FixAcceptor.Resend;

/** What an acceptor is told to do wrong, or to leave. */
final class FixTerms {

    volatile Resend resend = Resend.MESSAGES;
    volatile boolean answers = true;
    volatile boolean heartbeats = true;
    volatile String refusal = "";
}
