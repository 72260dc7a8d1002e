package dev.millrace.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.millrace.feed.format.CsvParse;
import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Rows per second of the format {@code csv}, beside a bare CSV parser: once as far as a parser goes, fields and for ours
 * the byte positions; once with the Struct that Connect wants of each row, made by both of them.
 */
final class CsvParsing implements Benchmark {

    private static final Schema ROW = schema();

    @Override
    public String name() {
        return "csv-parsing";
    }

    @Override
    public int defaultRows() {
        return 1_000_000;
    }

    /** Parses everything and tells how many rows there were. */
    @FunctionalInterface
    private interface Parser {
        long rows() throws IOException;
    }

    @Override
    public void measure(PrintStream out, Options options, Path root) throws IOException {
        int rows = options.rows();
        byte[] content = content(rows);
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        AbstractConfig config = new AbstractConfig(definition, Map.of(), false);
        List<Rate> bareFields = new ArrayList<>();
        List<Rate> fields = new ArrayList<>();
        List<Rate> bareRecords = new ArrayList<>();
        List<Rate> records = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            bareFields.add(show(out, round, "fastcsv, fields", rows, () -> bare(content)));
            fields.add(show(
                    out,
                    round,
                    "millrace, fields",
                    rows,
                    () -> CsvParse.fields(content, config) / ROW.fields().size() - 1));
            bareRecords.add(show(out, round, "fastcsv, records", rows, () -> bareRecords(content)));
            records.add(show(out, round, "millrace, records", rows, () -> records(content, config)));
        }
        out.printf(
                Locale.ROOT,
                "%s: ratio %.2f for fields and byte positions (%s of %s), %.2f for records (%s of %s)%n",
                name(),
                Rate.median(fields).of(Rate.median(bareFields)),
                Rate.median(fields),
                Rate.median(bareFields),
                Rate.median(records).of(Rate.median(bareRecords)),
                Rate.median(records),
                Rate.median(bareRecords));
    }

    private static long bare(byte[] content) throws IOException {
        long found = -1;
        long fields = 0;
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().ofCsvRecord(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            for (CsvRecord row : reader) {
                found++;
                fields += row.getFieldCount();
            }
        }
        return fields == (found + 1) * ROW.fields().size() ? found : -1;
    }

    private static long bareRecords(byte[] content) throws IOException {
        long found = -1;
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().ofCsvRecord(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            for (CsvRecord row : reader) {
                Struct struct = new Struct(ROW);
                for (int i = 0; i < row.getFieldCount(); i++) {
                    struct.put(ROW.fields().get(i), row.getField(i));
                }
                found += struct.schema() == ROW ? 1 : 0;
            }
        }
        return found;
    }

    private static long records(byte[] content, AbstractConfig config) throws IOException {
        long found = 0;
        ReadContext context = ReadContext.fromStart(config, "orders.csv");
        try (RecordReader reader = Formats.named("csv").open(new ByteArrayInputStream(content), context)) {
            Read read = reader.next();
            for (; read instanceof Read.Value; read = reader.next()) {
                found++;
            }
            return read.end().offset() == content.length ? found : -1;
        }
    }

    private static Rate show(PrintStream out, int round, String who, int rows, Parser parser) throws IOException {
        long begun = System.nanoTime();
        long found = parser.rows();
        long nanos = System.nanoTime() - begun;
        if (found != rows) {
            throw new IllegalStateException(who + " found " + found + " rows of " + rows);
        }
        Rate rate = Rate.of(rows, nanos);
        out.printf(Locale.ROOT, "round %d  %-17s %10s%n", round, who, rate);
        return rate;
    }

    private static Schema schema() {
        SchemaBuilder builder = SchemaBuilder.struct();
        Orders.COLUMNS.forEach(column -> builder.field(column, Schema.OPTIONAL_STRING_SCHEMA));
        return builder.build();
    }

    private static byte[] content(int rows) throws IOException {
        Path file = Files.createTempFile("millrace-benchmark-", ".csv");
        try {
            Orders.write(file, rows);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }
}
