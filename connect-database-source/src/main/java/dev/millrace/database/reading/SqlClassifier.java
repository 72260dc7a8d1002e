package dev.millrace.database.reading;

import dev.millrace.kit.ConnectorFailure;
import java.sql.SQLException;

/** Finds out what kind of failure a driver's exception is. Safe for any thread. */
@FunctionalInterface
public interface SqlClassifier {

    /** The failure, in words that hold no payload. */
    ConnectorFailure failure(String reading, SQLException thrown);
}
