/** Names that converters take, for the fields and schemas of records. */
@NullMarked
package dev.millrace.kit.naming;

import org.jspecify.annotations.NullMarked;
