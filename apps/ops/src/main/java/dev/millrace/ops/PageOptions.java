package dev.millrace.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a page is written in, and where: a {@link Mixin} of commands that make one. */
public final class PageOptions {

    /** What the page is written in. */
    enum Format {
        MARKDOWN,
        HTML
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "markdown or html. By the ending of the file that is written, else markdown.")
    private @Nullable Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the page into this file instead.")
    private @Nullable Path file;

    /**
     * Makes the page, and prints it or writes it into the file.
     *
     * @param report what a program gets
     * @param content what is in the page, for who reads that it was written
     * @throws CommandFailure naming the file when it can't be written
     */
    public void tell(Output output, Object report, String content, Supplier<String> html, Supplier<String> markdown) {
        String page = isHtml() ? html.get() : markdown.get();
        Path target = file;
        if (target == null) {
            output.report(report, out -> out.print(page));
            return;
        }
        try {
            Files.writeString(target, page);
        } catch (IOException refused) {
            throw CommandFailure.usage(
                    target + " can't be written: " + refused.getClass().getSimpleName(), refused);
        }
        output.report(report, out -> out.println(content + " in " + target));
    }

    private boolean isHtml() {
        if (format != null) {
            return format == Format.HTML;
        }
        return file != null && file.toString().toLowerCase(Locale.ROOT).matches(".*\\.html?");
    }
}
