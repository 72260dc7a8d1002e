package dev.millrace.http.signature;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes texts into a JSON object; what else is in it keeps its value and its order, and numbers their digits. */
final class JsonMembers {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private JsonMembers() {}

    /**
     * The object with a text at a path such as {@code signature.token}, instead of what was there.
     *
     * @throws ConnectorFailure when the bytes are no JSON object
     */
    static byte[] with(byte[] body, String path, String text) {
        ByteArrayOutputStream written = new ByteArrayOutputStream(body.length + text.length() + 64);
        try (JsonParser parser = FACTORY.createParser(body);
                JsonGenerator generator = FACTORY.createGenerator(written)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw noObject();
            }
            object(parser, generator, path, text);
            if (parser.nextToken() != null) {
                throw noObject();
            }
        } catch (IOException unreadable) {
            throw noObject();
        }
        return written.toByteArray();
    }

    private static ConnectorFailure noObject() {
        return new ConnectorFailure(
                FailureKind.MALFORMED,
                "no-json-object",
                "the body is no JSON object, so there is no place for the signature of this preset: let http.body make one,"
                        + " and leave http.request.compression off");
    }

    private static void object(JsonParser parser, JsonGenerator generator, String path, String text)
            throws IOException {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        boolean isWritten = false;
        generator.writeStartObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!name.equals(first)) {
                generator.writeFieldName(name);
                copy(parser, generator);
            } else if (dot >= 0 && value == JsonToken.START_OBJECT) {
                generator.writeFieldName(name);
                object(parser, generator, path.substring(dot + 1), text);
                isWritten = true;
            } else {
                parser.skipChildren();
            }
        }
        if (!isWritten) {
            write(generator, path, text);
        }
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, String path, String text) throws IOException {
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            generator.writeObjectFieldStart(names[i]);
        }
        generator.writeStringField(names[names.length - 1], text);
        for (int i = 0; i < names.length - 1; i++) {
            generator.writeEndObject();
        }
    }

    /** The value that the parser is at. */
    private static void copy(JsonParser parser, JsonGenerator generator) throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.FIELD_NAME) {
                generator.writeFieldName(parser.currentName());
            } else if (token.isNumeric()) {
                // As it is written: a number of any size and scale.
                generator.writeNumber(parser.getText());
            } else {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                generator.copyCurrentEvent(parser);
            }
            if (depth > 0) {
                parser.nextToken();
            } else {
                return;
            }
        } while (parser.currentToken() != null);
    }
}
