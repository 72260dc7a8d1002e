package dev.millrace.http.signature;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Writes a text as JSON has it. */
final class JsonText {

    private JsonText() {}

    static String of(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
