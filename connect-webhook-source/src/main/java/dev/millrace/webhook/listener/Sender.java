package dev.millrace.webhook.listener;

import java.util.Optional;

/**
 * Who sent a request, as far as those who say so are believed.
 *
 * @param address an IP address
 * @param scheme what the sender spoke, where a proxy told
 * @param host what the sender asked for, where a proxy told, with a port
 */
record Sender(String address, Optional<String> scheme, Optional<String> host) {}
