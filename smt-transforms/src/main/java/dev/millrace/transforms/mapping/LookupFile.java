package dev.millrace.transforms.mapping;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A CSV file of keys and values in UTF-8 (RFC 4180).
 *
 * @param path where it is
 * @param key the column of the keys by its name in the first line; empty when there is no such line, for the first column
 * @param value the column of the values; empty likewise, for the second
 */
record LookupFile(Path path, String key, String value, char delimiter) {

    /** More rows fill the memory of a worker for what a join does better. */
    static final int MOST_ROWS = 1_000_000;

    /**
     * Reads it whole.
     *
     * @throws IOException when it can't be read, or is not what it must be; the message names the line and no value
     */
    Map<String, String> read() throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(path)) {
            return table(reader.iterator());
        } catch (CsvParseException | UncheckedIOException wrong) {
            throw new IOException("is no CSV in UTF-8", wrong);
        }
    }

    private Map<String, String> table(Iterator<CsvRecord> rows) throws IOException {
        int keys = 0;
        int values = 1;
        if (!key.isEmpty()) {
            List<String> names = rows.hasNext() ? rows.next().getFields() : List.of();
            keys = column(names, key);
            values = column(names, value);
        }
        Map<String, String> table = new HashMap<>();
        while (rows.hasNext()) {
            CsvRecord row = rows.next();
            long line = row.getStartingLineNumber();
            if (row.getFieldCount() <= Math.max(keys, values)) {
                throw new IOException("line " + line + " has " + row.getFieldCount() + " columns");
            }
            if (table.putIfAbsent(row.getField(keys), row.getField(values)) != null) {
                throw new IOException("line " + line + " has a key that stood before");
            }
            if (table.size() > MOST_ROWS) {
                throw new IOException("has more than " + MOST_ROWS + " rows");
            }
        }
        return table;
    }

    private static int column(List<String> names, String name) throws IOException {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new IOException("has no column " + name + " in its first line");
        }
        return at;
    }
}
