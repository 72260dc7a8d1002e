package dev.millrace.http.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Sees to it that text of a record is one JSON text, without line breaks, so that it can't spoil what it is joined with. */
final class CheckedJson {

    private static final JsonFactory JSON = new JsonFactory();

    private CheckedJson() {}

    /**
     * The JSON text without line breaks; the same bytes where it has none.
     *
     * @throws dev.millrace.kit.ConnectorFailure MALFORMED when it is none
     */
    static byte[] checked(byte[] text) {
        try (JsonParser parser = JSON.createParser(text)) {
            check(parser);
        } catch (IOException wrong) {
            throw notJson();
        }
        return onOneLine(text);
    }

    /**
     * The same for text.
     *
     * @throws dev.millrace.kit.ConnectorFailure MALFORMED when it is none
     */
    static String checked(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            check(parser);
        } catch (IOException wrong) {
            throw notJson();
        }
        return text.replace('\n', ' ').replace('\r', ' ');
    }

    private static void check(JsonParser parser) throws IOException {
        boolean one = parser.nextToken() != null;
        parser.skipChildren();
        if (!one || parser.nextToken() != null) {
            throw notJson();
        }
    }

    /** Line breaks of JSON stand between its tokens only (RFC 8259 section 7). */
    private static byte[] onOneLine(byte[] text) {
        byte[] line = text;
        for (int at = 0; at < line.length; at++) {
            if (line[at] == '\n' || line[at] == '\r') {
                line = line == text ? text.clone() : line;
                line[at] = ' ';
            }
        }
        return line;
    }

    private static RuntimeException notJson() {
        return Unrenderable.because(
                "value-not-json", "the value is text or bytes that are no JSON, so it can't stand among other JSON");
    }
}
