package dev.millrace.feed.plan;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The charsets of this Java, by the names that mainframes use for them too. */
public final class Charsets {

    private static final byte EBCDIC_BLANK = 0x40;

    private Charsets() {}

    /**
     * The charset of that name: a Java name or alias, or a code page such as {@code cp037}, {@code 1140} or {@code ibm-930}.
     *
     * @throws IllegalArgumentException when there is none; its message says what to do
     */
    public static Charset named(String name) {
        String page = name.toLowerCase(Locale.ROOT).replaceFirst("^(x-)?(ibm|cp|ccsid)[-_ ]?", "");
        boolean numbered = page.matches("[0-9]{1,5}");
        String padded = numbered && page.length() < 3 ? "0".repeat(3 - page.length()) + page : page;
        List<String> candidates = numbered
                ? List.of("IBM" + padded, "IBM0" + padded, "x-IBM" + padded, "cp" + padded, name)
                : List.of(name);
        Optional<Charset> found = candidates.stream()
                .filter(Charsets::isThere)
                .map(Charset::forName)
                .findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        throw new IllegalArgumentException("this Java has no charset " + name
                + "; `java -XshowSettings:locale` and Charset.availableCharsets() know those it has (the module jdk.charsets brings"
                + " most of EBCDIC, and a small runtime image may lack it)");
    }

    private static boolean isThere(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    /** Whether its blank is that of EBCDIC. */
    static boolean isEbcdic(Charset charset) {
        return blank(charset) == EBCDIC_BLANK;
    }

    /** The byte that fills an empty text. */
    static byte blank(Charset charset) {
        if (!charset.canEncode()) {
            return ' ';
        }
        byte[] blank = " ".getBytes(charset);
        return blank.length == 1 ? blank[0] : (byte) ' ';
    }
}
