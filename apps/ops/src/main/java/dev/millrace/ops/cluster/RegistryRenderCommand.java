package dev.millrace.ops.cluster;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one page of the registry. */
@Command(
        name = "render",
        description = "Makes one page of the registry: what each flow is for, whose it is, what it promises, and its"
                + " runbook.",
        sortOptions = false)
public final class RegistryRenderCommand implements Callable<Integer> {

    /** What the page is written in. */
    enum Format {
        MARKDOWN,
        HTML
    }

    @Parameters(paramLabel = "DIR", description = "The folder of the registry.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "markdown or html. By the ending of the file that is written, else markdown.")
    private @Nullable Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the page into this file instead.")
    private @Nullable Path file;

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        Registry registry = Registry.read(folder);
        RegistryPage page = new RegistryPage(registry);
        String text = format() == Format.HTML ? page.html() : page.markdown();
        Path target = file;
        if (target == null) {
            output.report(registry, out -> out.print(text));
            return ExitCode.OK;
        }
        try {
            Files.writeString(target, text);
        } catch (IOException refused) {
            throw CommandFailure.usage(
                    target + " can't be written: " + refused.getClass().getSimpleName(), refused);
        }
        output.report(registry, out -> out.println(registry.flows().size() + " flows in " + target));
        return ExitCode.OK;
    }

    private Format format() {
        if (format != null) {
            return format;
        }
        boolean html = file != null && file.toString().toLowerCase(Locale.ROOT).matches(".*\\.html?");
        return html ? Format.HTML : Format.MARKDOWN;
    }
}
