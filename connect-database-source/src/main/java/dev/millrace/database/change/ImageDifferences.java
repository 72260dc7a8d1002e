package dev.millrace.database.change;

import dev.millrace.database.row.JsonRowReader;
import dev.millrace.database.server.TableName;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once of each column that images of rows have it and the table has not, or the other way round. */
final class ImageDifferences implements JsonRowReader.Differences {

    private static final Logger LOG = LoggerFactory.getLogger(ImageDifferences.class);

    private final TableName table;
    private final Set<String> unknown = new HashSet<>();
    private final Set<String> missing = new HashSet<>();

    ImageDifferences(TableName table) {
        this.table = table;
    }

    @Override
    public void unknown(String column) {
        if (unknown.add(column)) {
            LOG.warn(
                    "{}: images of rows have the column {}, which the table has no more; it is left out.",
                    table,
                    column);
        }
    }

    @Override
    public void missing(String column) {
        if (missing.add(column)) {
            LOG.warn(
                    "{}: images of rows lack the column {}, which was added since; it is told as null. If the triggers are older"
                            + " than the column, run the SQL of ChangeTableDdl --part triggers.",
                    table,
                    column);
        }
    }
}
