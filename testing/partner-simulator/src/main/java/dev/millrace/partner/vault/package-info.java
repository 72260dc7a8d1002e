/** A store of secrets that speaks the HTTP API of HashiCorp Vault, written from its public API documentation. */
@NullMarked
package dev.millrace.partner.vault;

import org.jspecify.annotations.NullMarked;
