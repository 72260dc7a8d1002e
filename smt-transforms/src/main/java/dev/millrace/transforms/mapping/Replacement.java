package dev.millrace.transforms.mapping;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.expression.BoundedRegex;

/**
 * Replaces what an expression finds.
 *
 * @param regex looks for it, within bounds
 * @param with what stands there afterwards; {@code $1} is the first group
 */
record Replacement(BoundedRegex regex, String with) {

    String apply(String text) {
        try {
            return regex.replaceAll(text, with);
        } catch (ConnectorFailure tooCostly) {
            throw new Inconvertible(tooCostly.code());
        }
    }
}
