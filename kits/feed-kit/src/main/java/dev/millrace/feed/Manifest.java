package dev.millrace.feed;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lists of complete files, in UTF-8: lines, as people and {@code sha256sum} write them, or a JSON array. */
final class Manifest {

    /**
     * What a manifest says of one file.
     *
     * @param name within the manifest's folder
     */
    record Line(String name, OptionalLong size, Optional<ExpectedDigest> digest) {

        Line {
            if (name.isEmpty() || name.indexOf('/') >= 0) {
                throw new IllegalArgumentException("a name is missing, or holds a folder");
            }
            if (size.orElse(0) < 0) {
                throw new IllegalArgumentException("a size is below zero");
            }
        }
    }

    private static final Pattern DIGEST_FIRST = Pattern.compile("\\\\?(\\p{XDigit}+)[ \\t]+\\*?(?:\\./)?(.+)");
    private static final Pattern BLANKS = Pattern.compile("(.+?)[ \\t]+(\\d+)(?:[ \\t]+(\\p{XDigit}+))?");
    private static final JsonFactory JSON = new JsonFactory();

    private Manifest() {}

    /**
     * Passes on each line of a manifest.
     *
     * @throws IllegalArgumentException when it can't be read; its message says why, without content
     */
    static void read(InputStream bytes, Consumer<Line> to) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        int blankLines = 0;
        int first;
        do {
            text.mark(1);
            first = text.read();
            blankLines += first == '\n' ? 1 : 0;
        } while (first >= 0 && first <= ' ');
        text.reset();
        if (first == '[') {
            readJson(text, to);
        } else {
            readLines(text, blankLines, to);
        }
    }

    private static void readLines(BufferedReader text, int linesBefore, Consumer<Line> to) throws IOException {
        int number = linesBefore;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            number++;
            String trimmed = line.trim();
            if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
                try {
                    to.accept(line(trimmed));
                } catch (IllegalArgumentException wrong) {
                    throw new IllegalArgumentException("line " + number + ": " + wrong.getMessage(), wrong);
                }
            }
        }
    }

    /** Reads one line. */
    static Line line(String text) {
        Matcher digestFirst = DIGEST_FIRST.matcher(text);
        if (digestFirst.matches() && isDigestLength(digestFirst.group(1))) {
            return new Line(digestFirst.group(2), OptionalLong.empty(), Optional.of(digest(digestFirst.group(1))));
        }
        if (text.indexOf(',') >= 0) {
            String[] parts = text.split(",", -1);
            if (parts.length > 3) {
                throw new IllegalArgumentException("it has more than name, size and digest");
            }
            return new Line(
                    parts[0].trim(),
                    parts[1].isBlank() ? OptionalLong.empty() : OptionalLong.of(number(parts[1].trim())),
                    parts.length < 3 || parts[2].isBlank() ? Optional.empty() : Optional.of(digest(parts[2].trim())));
        }
        Matcher blanks = BLANKS.matcher(text);
        return blanks.matches()
                ? new Line(
                        blanks.group(1),
                        OptionalLong.of(number(blanks.group(2))),
                        Optional.ofNullable(blanks.group(3)).map(Manifest::digest))
                : new Line(text, OptionalLong.empty(), Optional.empty());
    }

    private static void readJson(Reader text, Consumer<Line> to) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            require(json.nextToken() == JsonToken.START_ARRAY, "it is no array");
            for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                require(next == JsonToken.START_OBJECT, "its array holds more than objects");
                to.accept(object(json));
            }
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException("it is no JSON", wrong);
        }
    }

    private static Line object(JsonParser json) throws IOException {
        String name = "";
        OptionalLong size = OptionalLong.empty();
        Optional<ExpectedDigest> digest = Optional.empty();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field.toLowerCase(Locale.ROOT)) {
                case "name" -> name = value == JsonToken.VALUE_STRING ? json.getText() : "";
                case "size" -> size = OptionalLong.of(number(json.getText()));
                case "md5" -> digest = Optional.of(new ExpectedDigest("MD5", json.getText()));
                case "sha1" -> digest = Optional.of(new ExpectedDigest("SHA-1", json.getText()));
                case "sha256" -> digest = Optional.of(new ExpectedDigest("SHA-256", json.getText()));
                default -> json.skipChildren();
            }
        }
        return new Line(name, size, digest);
    }

    private static boolean isDigestLength(String hex) {
        return hex.length() == 32 || hex.length() == 40 || hex.length() == 64;
    }

    /** A digest whose algorithm its length tells. */
    static ExpectedDigest digest(String hex) {
        return switch (hex.length()) {
            case 32 -> new ExpectedDigest("MD5", hex);
            case 40 -> new ExpectedDigest("SHA-1", hex);
            case 64 -> new ExpectedDigest("SHA-256", hex);
            default -> throw new IllegalArgumentException("a digest has the wrong length");
        };
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("a size is no number", wrong);
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what);
        }
    }
}
