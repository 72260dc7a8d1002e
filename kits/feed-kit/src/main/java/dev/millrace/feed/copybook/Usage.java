package dev.millrace.feed.copybook;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a USAGE clause says that a value is stored. */
enum Usage {
    DISPLAY(true, "DISPLAY"),
    /** Double-byte characters. */
    DISPLAY_1(true, "DISPLAY-1"),
    NATIONAL(true, "NATIONAL"),
    UTF_8(true, "UTF-8"),
    BINARY(true, "BINARY", "COMP", "COMP-0", "COMP-4", "COMPUTATIONAL", "COMPUTATIONAL-0", "COMPUTATIONAL-4"),
    /** All bits count, whatever the picture. */
    NATIVE(true, "COMP-5", "COMPUTATIONAL-5", "COMP-N", "COMPUTATIONAL-N"),
    LITTLE_ENDIAN(true, "COMP-9", "COMPUTATIONAL-9"),
    /** As few bytes as hold the digits, most significant first. */
    COMP_X(true, "COMP-X", "COMPUTATIONAL-X"),
    PACKED(true, "PACKED-DECIMAL", "COMP-3", "COMPUTATIONAL-3"),
    /** Without the half byte of the sign. */
    UNSIGNED_PACKED(true, "COMP-6", "COMPUTATIONAL-6", "COMP-3U", "COMPUTATIONAL-3U"),
    SHORT_FLOAT(false, "COMP-1", "COMPUTATIONAL-1", "FLOAT-SHORT"),
    LONG_FLOAT(false, "COMP-2", "COMPUTATIONAL-2", "FLOAT-LONG"),
    SHORT_IEEE(false, "FLOAT-BINARY-32"),
    LONG_IEEE(false, "FLOAT-BINARY-64"),
    DECIMAL_FLOAT_8(false, "FLOAT-DECIMAL-16"),
    FLOAT_16(false, "FLOAT-EXTENDED", "FLOAT-BINARY-128", "FLOAT-DECIMAL-34"),
    BINARY_CHAR(false, "BINARY-CHAR"),
    BINARY_SHORT(false, "BINARY-SHORT", "SIGNED-SHORT", "UNSIGNED-SHORT"),
    BINARY_LONG(false, "BINARY-LONG", "BINARY-INT", "SIGNED-INT", "UNSIGNED-INT"),
    BINARY_DOUBLE(false, "BINARY-DOUBLE", "BINARY-LONG-LONG", "BINARY-C-LONG", "SIGNED-LONG", "UNSIGNED-LONG"),
    INDEX(false, "INDEX"),
    POINTER(false, "POINTER"),
    POINTER_32(false, "POINTER-32"),
    FUNCTION_POINTER(false, "FUNCTION-POINTER"),
    PROCEDURE_POINTER(false, "PROCEDURE-POINTER", "PROGRAM-POINTER"),
    OBJECT_REFERENCE(false, "OBJECT");

    private static final Map<String, Usage> BY_WORD = Arrays.stream(values())
            .flatMap(usage -> usage.words.stream().map(word -> Map.entry(word, usage)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final boolean pictured;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> words;

    Usage(boolean pictured, String... words) {
        this.pictured = pictured;
        this.words = List.of(words);
    }

    /** By a word in upper case. */
    static Optional<Usage> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** Whether a picture says how long it is. */
    boolean isPictured() {
        return pictured;
    }

    /** As IBM's manuals write it. */
    String word() {
        return words.get(0);
    }
}
