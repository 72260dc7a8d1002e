/** What ProtectFields does with values: masks, keyed hashes, tokens, encryption; and the keys it does it with. */
@NullMarked
package dev.millrace.transforms.protection;

import org.jspecify.annotations.NullMarked;
