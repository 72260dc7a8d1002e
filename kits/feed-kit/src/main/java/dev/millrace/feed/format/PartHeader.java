package dev.millrace.feed.format;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header of a part says (RFC 7578, section 4; RFC 2045, sections 5 and 6).
 *
 * @param contentType as it was written; empty without one
 * @param coding the name of its transfer encoding, in lower case
 */
record PartHeader(Optional<String> name, Optional<String> filename, Optional<String> contentType, String coding) {

    private static final Encoding UTF_8 = Encoding.of(StandardCharsets.UTF_8);

    /** A parameter: a token or a quoted text, in which a backslash takes the next sign as it is. */
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([^=;\\s]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\\s]*))", Pattern.DOTALL);

    /** The header of a part is none; says no more, for names are payload. */
    static final class Broken extends Exception {

        private static final long serialVersionUID = 1L;

        Broken() {
            super("no header", null, false, false);
        }
    }

    static PartHeader parse(byte[] bytes, int from, int length) throws Broken, CharacterCodingException {
        // RFC 5322, 2.2.3: a line that begins with a blank goes on with the one before.
        String text = UTF_8.decode(bytes, from, length).replaceAll("\r?\n[ \t]+", " ");
        Map<String, String> fields = new HashMap<>();
        for (String line : text.split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (line.isEmpty()) {
                continue;
            }
            if (colon < 1) {
                throw new Broken();
            }
            fields.putIfAbsent(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        Map<String, String> disposition = parameters(fields.getOrDefault("content-disposition", ""));
        return new PartHeader(
                Optional.ofNullable(disposition.get("name")),
                Optional.ofNullable(disposition.get("filename")),
                Optional.ofNullable(fields.get("content-type")),
                fields.getOrDefault("content-transfer-encoding", "binary").toLowerCase(Locale.ROOT));
    }

    /** Whether the part is a file rather than the text of a field. */
    boolean isFile() {
        return filename.isPresent()
                || contentType
                        .filter(type -> !type.toLowerCase(Locale.ROOT).startsWith("text/"))
                        .isPresent();
    }

    /** How the text of a field is encoded. */
    Encoding encoding() throws Broken {
        String charset = parameters(contentType.orElse("")).getOrDefault("charset", "UTF-8");
        try {
            return Encoding.of(Charset.forName(charset));
        } catch (IllegalArgumentException unknown) {
            throw new Broken();
        }
    }

    private static Map<String, String> parameters(String value) {
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(value);
        while (parameter.find()) {
            String quoted = parameter.group(2);
            String text = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\([\"\\\\])", "$1");
            // Browsers write these three signs so (WHATWG HTML, "multipart/form-data").
            parameters.putIfAbsent(
                    parameter.group(1).toLowerCase(Locale.ROOT),
                    text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
        }
        return parameters;
    }
}
