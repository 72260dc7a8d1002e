package dev.millrace.ops.mapping;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.PageOptions;
import dev.millrace.transforms.mapping.Mapping;
import dev.millrace.transforms.mapping.MappingFault;
import dev.millrace.transforms.mapping.MappingPage;
import dev.millrace.transforms.mapping.MappingSample;
import dev.millrace.transforms.mapping.MappingTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace mapping doc}. */
@Command(
        name = "doc",
        sortOptions = false,
        description = {
            "Makes a page of a mapping document: a row for each field that it makes.",
            "With a sample, the page shows what each field reads and makes of it; invent the sample, for its values"
                    + " stand in the page. Ends with 1 when a field refuses the sample."
        })
public final class MappingDocCommand implements Callable<Integer> {

    /** What a program gets. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(MappingTable mapping, @Nullable List<Made> sample) {}

    /** What becomes of a sample's value; null for what there is not. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Made(
            String target,
            @Nullable String in,
            @Nullable String out,
            @Nullable String code) {

        static Made of(MappingSample.SampleField field) {
            return new Made(
                    field.target(),
                    field.in().orElse(null),
                    field.out().orElse(null),
                    field.code().orElse(null));
        }
    }

    @Parameters(paramLabel = "FILE", description = "The mapping document, in JSON or YAML.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path file;

    @Option(names = "--sample", paramLabel = "FILE", description = "The value of a record, as a JSON object.")
    private @Nullable Path sample;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "sample",
            description = "The topic of the sample, for fields that read $topic; sample by default.")
    @SuppressWarnings("NullAway.Init") // it has a default
    private String topic;

    @Mixin
    private final PageOptions page = new PageOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        Mapping mapping = mapping();
        MappingSample made = sample == null ? null : MappingSample.of(mapping, SampleRecord.read(sample, topic));
        MappingTable table = MappingTable.of(mapping);
        MappingTable shown = made == null ? table : table.with(made);
        Report report = new Report(
                table,
                made == null ? null : made.fields().stream().map(Made::of).toList());
        page.tell(
                output,
                report,
                table.rows().size() + " fields",
                () -> MappingHtml.of(shown),
                () -> MappingPage.of(shown));
        return made == null ? ExitCode.OK : refused(made);
    }

    private Mapping mapping() {
        try {
            return Mapping.parse(Files.readString(file), file.toAbsolutePath().getParent());
        } catch (MappingFault wrong) {
            throw CommandFailure.usage(file + ": " + wrong.getMessage(), wrong);
        } catch (IOException missing) {
            throw CommandFailure.usage(file + " can't be read; name a file of text in UTF-8", missing);
        }
    }

    private int refused(MappingSample made) {
        List<String> codes = made.fields().stream()
                .flatMap(field -> field.code().map(code -> field.target() + " (" + code + ")").stream())
                .toList();
        if (codes.isEmpty()) {
            return ExitCode.OK;
        }
        output.remark("the record of the sample would fail: " + String.join(", ", codes));
        return ExitCode.FINDINGS;
    }
}
