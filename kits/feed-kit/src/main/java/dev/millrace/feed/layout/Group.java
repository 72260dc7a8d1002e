package dev.millrace.feed.layout;

import java.util.Set;

/**
 * Records that belong between two others.
 *
 * @param opens the type of the record that begins a group
 * @param closes the type of the one that ends it
 * @param holds the types that may stand in a group only
 * @param outside what such a record outside of a group is called
 * @param unclosed what a group without its end is called
 */
public record Group(String opens, String closes, Set<String> holds, String outside, String unclosed) {

    public Group {
        holds = Set.copyOf(holds);
    }
}
