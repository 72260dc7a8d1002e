package dev.millrace.partner.environment;

import java.io.IOException;

/** Starts a server beside the tests, as their process or inside it. */
@FunctionalInterface
public interface Launch<S> {
    S start() throws IOException;
}
