package dev.millrace.feed.copybook;

import java.util.List;
import java.util.Optional;

/**
 * An item with its coding, before its place in the record is known.
 *
 * @param storage empty for a group
 */
record Part(Entry entry, Optional<Storage> storage, List<Part> members) {
    Part {
        members = List.copyOf(members);
    }

    /** What SYNCHRONIZED wants the offset of its first byte to be a multiple of. */
    int leadingAlignment() {
        return storage.map(Storage::alignment)
                .orElseGet(() -> members.isEmpty() ? 1 : members.get(0).leadingAlignment());
    }
}
