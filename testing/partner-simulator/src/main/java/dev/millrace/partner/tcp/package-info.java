/** Partners on framed TCP: each speaks its protocol from the protocol's own documents, with switches for what goes wrong on a line. */
@NullMarked
package dev.millrace.partner.tcp;

import org.jspecify.annotations.NullMarked;
