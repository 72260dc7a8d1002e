/** Secrets of connector configurations from a Vault-compatible store. */
@NullMarked
package dev.millrace.vault;

import org.jspecify.annotations.NullMarked;
