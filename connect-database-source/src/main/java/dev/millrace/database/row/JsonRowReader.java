package dev.millrace.database.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.millrace.kit.ConnectorFailure;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Reads images of rows, as {@link RowImage} makes them. Not safe for threads at the same time. */
public final class JsonRowReader {

    /** Values may be as long as the database lets them be. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final RowShape shape;
    private final ColumnType[] types;
    private final Field[] fields;
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final Differences differences;

    /** Hears how images differ from the shape, of each column once. */
    public interface Differences {

        /** An image has a column that the shape has not: it was dropped since. Its value is left out. */
        void unknown(String column);

        /** An image lacks a column that the shape has, which the triggers don't write: it was added since. It is null. */
        void missing(String column);
    }

    private JsonRowReader(RowShape shape, Differences differences) {
        this.shape = shape;
        this.types = shape.typesInOrder();
        this.fields = shape.fieldsInOrder();
        this.differences = differences;
        for (Field field : fields) {
            places.put(field.name(), field.index());
        }
    }

    /** A reader of images of one shape. */
    public static JsonRowReader of(RowShape shape, Differences differences) {
        return new JsonRowReader(shape, differences);
    }

    public RowShape shape() {
        return shape;
    }

    /**
     * The row of an image. Columns that it lacks, because they were added since, are null.
     *
     * @throws ConnectorFailure MALFORMED for an image that is no JSON object, or a value that can't be read precisely
     */
    public Row read(String image) {
        Struct struct = new Struct(shape.valueSchema());
        int found = 0;
        try (JsonParser json = JSON.createParser(image)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw RowFaults.noImage(shape);
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                Integer place = places.get(name);
                if (place == null) {
                    if (told.add(name)) {
                        differences.unknown(name);
                    }
                    json.skipChildren();
                    continue;
                }
                found++;
                if (token != JsonToken.VALUE_NULL) {
                    struct.put(fields[place], value(place, json, token, image));
                }
            }
        } catch (IOException broken) {
            throw RowFaults.noImage(shape);
        }
        if (found < fields.length) {
            lacking(image);
        }
        complete(struct);
        return new Row(shape, struct);
    }

    private Object value(int place, JsonParser json, JsonToken token, String image) throws IOException {
        try {
            if (token.isStructStart()) {
                throw new UnreadableValue("the image has a structure in place of a value");
            }
            return types[place].parse(json.getText());
        } catch (UnreadableValue unreadable) {
            throw RowFaults.unreadable(shape, place, RowFaults.image(image), unreadable.reason());
        } catch (ArithmeticException
                | DateTimeException
                | IllegalArgumentException
                | IndexOutOfBoundsException unexpected) {
            throw RowFaults.unreadable(shape, place, RowFaults.image(image), RowFaults.unlike(unexpected));
        }
    }

    private void complete(Struct struct) {
        for (Field field : fields) {
            if (!field.schema().isOptional() && struct.getWithoutDefault(field.name()) == null) {
                throw RowFaults.nothing(shape, field.index());
            }
        }
    }

    /** Finds out which columns an image lacks: a second look, for that happens between a change and its new triggers only. */
    private void lacking(String image) {
        Set<String> absent = new HashSet<>(places.keySet());
        absent.removeAll(told);
        if (absent.isEmpty()) {
            return;
        }
        try (JsonParser json = JSON.createParser(image)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                absent.remove(json.currentName());
                json.nextToken();
                json.skipChildren();
            }
        } catch (IOException impossible) {
            throw RowFaults.noImage(shape);
        }
        for (String name : absent) {
            told.add(name);
            differences.missing(name);
        }
    }
}
