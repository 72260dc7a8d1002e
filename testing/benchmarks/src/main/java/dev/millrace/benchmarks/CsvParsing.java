package dev.millrace.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
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

/**
 * Rows per second of the format {@code csv}, beside the bare parser that it takes quoted fields from. Ours makes a Struct
 * and the byte position of every row, the bare one a list of texts.
 */
final class CsvParsing implements Benchmark {

    @Override
    public String name() {
        return "csv-parsing";
    }

    @Override
    public int defaultRows() {
        return 1_000_000;
    }

    @Override
    public void measure(PrintStream out, Options options, Path root) throws IOException {
        byte[] content = content(options.rows());
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        ReadContext context = ReadContext.fromStart(new AbstractConfig(definition, Map.of(), false), "orders.csv");
        List<Rate> bare = new ArrayList<>();
        List<Rate> ours = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            bare.add(show(out, round, "fastcsv", bare(content, options.rows())));
            ours.add(show(out, round, "millrace", ours(content, context, options.rows())));
        }
        Rate most = Rate.median(bare);
        Rate reached = Rate.median(ours);
        out.printf(Locale.ROOT, "%s: ratio %.2f (millrace %s, fastcsv %s)%n", name(), reached.of(most), reached, most);
    }

    private static Rate bare(byte[] content, int rows) throws IOException {
        long begun = System.nanoTime();
        long found = -1;
        long fields = 0;
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().ofCsvRecord(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            for (CsvRecord row : reader) {
                found++;
                fields += row.getFieldCount();
            }
        }
        return rate(rows, found, fields, System.nanoTime() - begun);
    }

    private static Rate ours(byte[] content, ReadContext context, int rows) throws IOException {
        long begun = System.nanoTime();
        long found = 0;
        try (RecordReader reader = Formats.named("csv").open(new ByteArrayInputStream(content), context)) {
            Read read = reader.next();
            for (; read instanceof Read.Value; read = reader.next()) {
                found++;
            }
            if (read.end().offset() != content.length) {
                throw new IllegalStateException(
                        "the rows end at byte " + read.end().offset());
            }
        }
        return rate(rows, found, found, System.nanoTime() - begun);
    }

    private static Rate rate(int rows, long found, long fields, long nanos) {
        if (found != rows || fields < rows) {
            throw new IllegalStateException("found " + found + " rows of " + rows);
        }
        return Rate.of(rows, nanos);
    }

    private static Rate show(PrintStream out, int round, String who, Rate rate) {
        out.printf(Locale.ROOT, "round %d  %-8s %10s%n", round, who, rate);
        return rate;
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
