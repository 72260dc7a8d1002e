package dev.millrace.legacy.line;

import javax.net.ssl.SSLContext;

/**
 * How connections are protected.
 *
 * @param verifiesHost whether the certificate must name the host that was called
 * @param wantsClient whether clients must show a certificate
 */
record TlsMaterial(SSLContext context, boolean verifiesHost, boolean wantsClient) {}
