package dev.millrace.feed.format;

import dev.millrace.feed.binary.CopybookFormatTest;
import dev.millrace.feed.binary.LayoutFormatTest;
import dev.millrace.feed.edi.EdiFormatTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everything that this project reads in its own tests, to be damaged. */
final class FuzzSubjects {

    private FuzzSubjects() {}

    /** The samples of a format's contract and its cases; patterns that go back and forth without end are left out. */
    static List<FuzzSubject> of(String format) {
        RecordFormatContract contract = contract(format);
        List<FuzzSubject> subjects = new ArrayList<>();
        contract.samples().forEach(sample -> subjects.add(FuzzSubject.of(contract.format(), sample)));
        FormatSpec.of(format).map(FormatSpec::subject).forEach(subjects::add);
        subjects.removeIf(FuzzSubject::slow);
        return format.equals("edi")
                ? subjects.stream().flatMap(FuzzSubjects::units).toList()
                : subjects;
    }

    /** Every second one is answered, so that answers meet every unit and both ways to judge. */
    private static Stream<FuzzSubject> units(FuzzSubject subject) {
        return Stream.of("interchange", "group", "transaction", "segment")
                .flatMap(unit -> Stream.of("strict", "warn")
                        .map(envelope -> subject.with("edi.record", unit).with("edi.envelope", envelope)))
                .flatMap(read -> Stream.of(read, read.with("edi.acks", "auto")));
    }

    private static RecordFormatContract contract(String format) {
        return switch (format) {
            case "csv" -> new CsvFormatTest();
            case "fixed-width" -> new FixedWidthFormatTest();
            case "json" -> new JsonFormatTest();
            case "xml" -> new XmlFormatTest();
            case "html" -> new HtmlFormatTest();
            case "edi" -> new EdiFormatTest();
            case "copybook" -> new CopybookFormatTest();
            case "layout" -> new LayoutFormatTest();
            case "lines" -> new LinesFormatTest();
            case "form" -> new FormFormatTest();
            case "multipart" -> new MultipartFormatTest();
            case "whole-file" -> new WholeFileFormatTest();
            default -> throw new IllegalArgumentException("no samples of " + format + ": add its contract test");
        };
    }
}
