/** What the certificate, key and trust files of a TLS end hold. */
@NullMarked
package dev.millrace.kit.tls;

import org.jspecify.annotations.NullMarked;
