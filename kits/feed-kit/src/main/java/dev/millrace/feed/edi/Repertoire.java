package dev.millrace.feed.edi;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The charsets that UNB S001 names (ISO 9735-1, annex; UN/CEFACT code list 0001).
 *
 * <p>UNOA and UNOB, like X12, are read as ISO-8859-1, of which they are a part: senders use its letters all the same.
 */
final class Repertoire {

    private Repertoire() {}

    /** Empty for one in which separators can't be told from halves of characters. */
    static Optional<Charset> charset(String syntax) {
        return switch (syntax) {
            case "UNOD" -> of("ISO-8859-2");
            case "UNOE" -> of("ISO-8859-5");
            case "UNOF" -> of("ISO-8859-7");
            case "UNOG" -> of("ISO-8859-3");
            case "UNOH" -> of("ISO-8859-4");
            case "UNOI" -> of("ISO-8859-6");
            case "UNOJ" -> of("ISO-8859-8");
            case "UNOK" -> of("ISO-8859-9");
            case "UNOL" -> of("ISO-8859-15");
            case "UNOW", "UNOY" -> Optional.of(StandardCharsets.UTF_8);
            case "UNOX", "KECA" -> Optional.empty();
            default -> Optional.of(StandardCharsets.ISO_8859_1);
        };
    }

    private static Optional<Charset> of(String name) {
        return Optional.of(Charset.forName(name));
    }
}
