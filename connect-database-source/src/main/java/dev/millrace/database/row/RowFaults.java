package dev.millrace.database.row;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Sha256;
import java.nio.charset.StandardCharsets;
import java.sql.SQLDataException;
import java.sql.SQLException;

/** What is said of a row that can't be read: where, and why. Never the value, and never a driver's message, which may quote it. */
final class RowFaults {

    private RowFaults() {}

    /** A value that has no place in its schema. */
    static ConnectorFailure unreadable(RowShape shape, int index, String row, String reason) {
        return new ConnectorFailure(
                FailureKind.MALFORMED,
                "unreadable-value",
                "column " + column(shape, index) + " of " + shape.name() + " can't be read in " + row + ": " + reason);
    }

    /** A null where the catalogue said there is none. */
    static ConnectorFailure nothing(RowShape shape, int index) {
        String name = column(shape, index);
        if (shape.keyColumns().contains(name)) {
            return new ConnectorFailure(
                    FailureKind.MALFORMED,
                    "null-in-key",
                    "column " + name + " of " + shape.name() + " is part of the key and null");
        }
        return new ConnectorFailure(
                FailureKind.TRANSIENT,
                "null-in-required-column",
                "column " + name + " of " + shape.name()
                        + " is null, which it was not allowed to be when the catalogue was"
                        + " asked: asking it again");
    }

    /** An image that is no JSON object. */
    static ConnectorFailure noImage(RowShape shape) {
        return new ConnectorFailure(
                FailureKind.MALFORMED,
                "image-unreadable",
                "an image of a row of " + shape.name()
                        + " is no JSON object: do the triggers of this connector write it?");
    }

    private static String column(RowShape shape, int index) {
        return shape.columns().get(index).name();
    }

    /**
     * Whether the driver dislikes a value, rather than having lost its result or the server: SQLSTATE classes 22 (data exception)
     * and 07, and the two of class 42 that PostgreSQL's driver has for conversions. Anything else is tried again, for a row is
     * better read twice than set aside.
     */
    static boolean isOfValue(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLDataException
                || (state != null
                        && (state.startsWith("22")
                                || state.startsWith("07")
                                || state.equals("42821")
                                || state.equals("42846")));
    }

    static String unlike(SQLException failure) {
        return "the driver refused it with SQLSTATE " + failure.getSQLState();
    }

    static String unlike(RuntimeException failure) {
        return "it is not as its type has it (" + failure.getClass().getSimpleName() + ")";
    }

    /** Names a row by its key, without telling that. */
    static String key(String key) {
        return "the row with the key hash " + hash(key);
    }

    /** Names an image without telling it. */
    static String image(String image) {
        return "the image with the hash " + hash(image);
    }

    private static String hash(String key) {
        return Sha256.hex(key.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }
}
