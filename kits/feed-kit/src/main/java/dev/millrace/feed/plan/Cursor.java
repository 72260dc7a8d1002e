package dev.millrace.feed.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Where the decoding of one record is, and what it has met. For one record and one thread. */
final class Cursor {

    private static final Map<String, Integer> NOTHING = Map.of();

    final byte[] bytes;
    /** The record's first byte. */
    final int from;
    /** The byte behind the record, or behind the window that is being read. */
    int end;
    /** What the offsets of the steps count from. */
    int at;
    /** The values that counts, conditions and choices ask for later. */
    final @Nullable Object[] slots;
    /** The structs that are being filled. */
    final Struct[] structs;
    /** The running number, from 0, in each table around what is being read. */
    final int[] indexes;
    /** Places that steps come back to. */
    final int[] marks;
    /** For text on its way to a String, where it fits. */
    final byte[] scratch;
    /** Above 0 while a meaning is tried that may not hold. */
    int lenient;

    int doubtful;
    int numbers;
    int validNumbers;
    int texts;
    int cleanTexts;
    private Map<String, Integer> corrupt = NOTHING;
    private List<String> flags = List.of();

    Cursor(byte[] bytes, int from, int to, Needs needs) {
        this.bytes = bytes;
        this.from = from;
        this.end = to;
        this.at = from;
        this.slots = new Object[needs.slots()];
        this.structs = new Struct[needs.structs()];
        this.indexes = new int[needs.depth()];
        this.marks = new int[needs.marks()];
        this.scratch = new byte[needs.scratch()];
    }

    /** How much room the records of a plan need. */
    record Needs(int slots, int structs, int depth, int marks, int scratch) {}

    /** Counts a corrupt field. */
    void count(String path) {
        if (corrupt.isEmpty()) {
            corrupt = new LinkedHashMap<>();
        }
        corrupt.merge(path, 1, Integer::sum);
    }

    /** Names a corrupt field, with its numbers in the tables that it lies in. */
    void flag(String path) {
        if (flags.isEmpty()) {
            flags = new ArrayList<>();
        }
        StringBuilder named = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < path.length(); i++) {
            named.append(path.charAt(i));
            if (path.charAt(i) == '[') {
                named.append(indexes[depth++]);
            }
        }
        flags.add(named.toString());
    }

    Map<String, Integer> corrupt() {
        return corrupt;
    }

    List<String> flags() {
        return flags;
    }
}
