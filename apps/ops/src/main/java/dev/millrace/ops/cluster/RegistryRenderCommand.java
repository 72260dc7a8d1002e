package dev.millrace.ops.cluster;

import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.PageOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes one page of the registry. */
@Command(
        name = "render",
        description = "Makes one page of the registry: what each flow is for, whose it is, what it promises, and its"
                + " runbook.",
        sortOptions = false)
public final class RegistryRenderCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The folder of the registry.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Mixin
    private final PageOptions options = new PageOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        Registry registry = Registry.read(folder);
        RegistryPage page = new RegistryPage(registry);
        options.tell(output, registry, registry.flows().size() + " flows", page::html, page::markdown);
        return ExitCode.OK;
    }
}
