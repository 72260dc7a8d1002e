package dev.millrace.ops.preview;

import dev.millrace.feed.binary.RecordDetector;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds the format of a sample: by its first bytes where they tell, else by what can be read. Looks at 64 KiB and at
 * {@link FormatTrial#RECORDS} records.
 */
final class FormatInference {

    private static final Map<String, String> SEPARATORS =
            Map.of(",", "comma", ";", "semicolon", "tab", "tab", "|", "bar");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:[.,]\\d+)*");

    private final FormatTrial trial;
    private final Optional<Path> copybook;

    FormatInference(FormatTrial trial, Optional<Path> copybook) {
        this.trial = trial;
        this.copybook = copybook;
    }

    /** The options that fit best. */
    FormatProposal proposal() throws IOException {
        SampleHead head = trial.head();
        if (copybook.isPresent()) {
            return ofCopybook(copybook.get(), head);
        }
        Charset charset = head.isEbcdic() ? Charset.forName("IBM037") : head.charset();
        String text = new String(head.bytes(), charset).replace("\uFEFF", "").stripLeading();
        Optional<String> edi = ediStandard(text);
        if (edi.isPresent()) {
            Map<String, String> options = new TreeMap<>(Map.of("format", "edi"));
            if (head.isEbcdic()) {
                options.put("edi.charset", charset.name());
            }
            return trial.of(options, "an interchange of " + edi.get());
        }
        if (head.isEbcdic() || (head.isBinary() && !head.charset().name().startsWith("UTF-16"))) {
            throw CommandFailure.usage((head.isEbcdic() ? "the sample is EBCDIC" : "the sample is binary")
                    + ": give the copybook that describes its records by --copybook FILE");
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return trial.of(Map.of("format", "json"), "begins as JSON");
        }
        if (text.startsWith("<")) {
            return markup(text);
        }
        return rows(charset);
    }

    private FormatProposal ofCopybook(Path file, SampleHead head) throws IOException {
        Map<String, String> options = new TreeMap<>(Map.of("format", "copybook", "copybook.file", file.toString()));
        options.putAll(RecordDetector.copybook(CopybookTrial.of(file, Map.of()), head.bytes()));
        return trial.of(options, "numbers and texts of the copybook are valid so");
    }

    /** The first segment of an interchange: X12.5 (ISA), ISO 9735 (UNA, UNB), TRADACOMS (STX). */
    private static Optional<String> ediStandard(String text) {
        if (text.startsWith("ISA") && text.length() > 105) {
            return Optional.of("X12");
        }
        return text.startsWith("UNA") || text.startsWith("UNB+")
                ? Optional.of("EDIFACT")
                : text.startsWith("STX=") ? Optional.of("TRADACOMS") : Optional.empty();
    }

    private FormatProposal markup(String text) throws IOException {
        String begin = text.substring(0, Math.min(text.length(), 1000)).toLowerCase(Locale.ROOT);
        if (begin.contains("<html") || begin.startsWith("<!doctype html")) {
            throw CommandFailure.usage(
                    "the sample is a page of HTML: its rows are chosen by CSS selectors, which nobody can"
                            + " guess; set format=html and the options html.*");
        }
        return trial.of(Map.of("format", "xml"), "begins as XML; the records are the children of its root");
    }

    private FormatProposal rows(Charset charset) throws IOException {
        FormatProposal best = null;
        for (String separator : List.of(",", ";", "tab", "|")) {
            Map<String, String> options = new TreeMap<>(Map.of("format", "csv", "csv.separator", separator));
            inCharset(options, "csv", charset);
            FormatProposal found = trial.of(options, "fields with a " + SEPARATORS.get(separator) + " between them");
            boolean isTable = found.fields().size() > 1 && found.share() > 0.5;
            if (isTable && (best == null || worth(found) > worth(best))) {
                best = found;
            }
        }
        if (best == null) {
            Map<String, String> options = new TreeMap<>(Map.of("format", "lines"));
            inCharset(options, "lines", charset);
            return trial.of(options, "text whose lines have no fields in common");
        }
        return withHeader(best);
    }

    private static double worth(FormatProposal table) {
        return table.share() * 1000 + Math.min(table.fields().size(), 999);
    }

    private static void inCharset(Map<String, String> options, String format, Charset charset) {
        if (!charset.equals(StandardCharsets.UTF_8)) {
            options.put(format + ".charset", charset.name());
        }
    }

    /** A first line without numbers above columns that have some is a header; so is one of different words, with a doubt. */
    private FormatProposal withHeader(FormatProposal table) throws IOException {
        Map<String, String> options = new TreeMap<>(table.config());
        options.put("csv.header", "none");
        List<List<String>> rows = trial.rows(options);
        List<String> first = rows.isEmpty() ? List.of() : rows.get(0);
        boolean names = new HashSet<>(first).size() == first.size()
                && first.stream().noneMatch(cell -> cell.isBlank() || cell.equals("null") || isNumber(cell));
        boolean numbers = rows.stream().skip(1).anyMatch(row -> row.stream().anyMatch(FormatInference::isNumber));
        if (!names) {
            return trial.of(options, table.reason() + ", no header");
        }
        options.put("csv.header", "first-line");
        FormatProposal found = trial.of(options, table.reason() + ", a header");
        String doubt = numbers ? null : "no column holds numbers: check that the first line names the columns";
        // What is taken for names may be a record's values.
        List<Leaf> fields = numbers ? found.fields() : List.of();
        return new FormatProposal(options, found.reason(), found.records(), found.malformed(), fields, doubt);
    }

    private static boolean isNumber(String cell) {
        return NUMBER.matcher(cell.strip()).matches();
    }
}
