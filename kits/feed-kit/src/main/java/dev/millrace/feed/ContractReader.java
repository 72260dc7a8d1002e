package dev.millrace.feed;

import dev.millrace.feed.format.MalformedCode;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.kit.contract.ContractChecker;
import dev.millrace.kit.contract.Violation;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Reads what another reader does, but for records that break a contract: those are malformed. */
final class ContractReader implements RecordReader {

    /** How many violations of one record are told. */
    private static final int MOST = 10;

    private final RecordReader reader;
    private final ContractChecker contract;
    private final String source;

    ContractReader(RecordReader reader, ContractChecker contract, String source) {
        this.reader = reader;
        this.contract = contract;
        this.source = source;
    }

    @Override
    public Read next() throws IOException {
        Read read = reader.next();
        if (!(read instanceof Read.Value value)) {
            return read;
        }
        List<Violation> violations = contract.check(value.schema(), value.value(), MOST);
        return violations.isEmpty()
                ? read
                : MalformedCode.CONTRACT_VIOLATION.recoverable(source, read.start(), read.end(), text(violations));
    }

    private String text(List<Violation> violations) {
        return violations.stream()
                .map(violation -> violation.path().isEmpty()
                        ? violation.keyword()
                        : violation.keyword() + " at " + violation.path())
                .collect(Collectors.joining(", ", "contract " + contract.id() + " " + contract.version() + ": ", ""));
    }

    @Override
    public String state() {
        return reader.state();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
