package dev.millrace.ops.alerts;

import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other consoles from a file of alerts: each would write over what the other has noticed. It is a lock of the operating
 * system on a file beside it, for the file itself is replaced at each change; it ends with the process, however that ends, so
 * that the file beside it says nothing by being there.
 */
final class StateLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateLock.class);

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @param state the file of alerts
     * @throws CommandFailure when another console has it, or it can't be had there
     */
    static StateLock of(Path state) {
        Path file = state.resolveSibling(state.getFileName() + ".lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new StateLock(channel);
            }
            close(channel);
            throw taken(state);
        } catch (OverlappingFileLockException here) {
            close(channel);
            throw taken(state, here);
        } catch (IOException refused) {
            close(channel);
            throw CommandFailure.usage(
                    "alerts can't be kept in " + state + ", for " + file + " can't be locked: "
                            + refused.getClass().getSimpleName()
                            + "; name a file by --alerts-state in a folder that the console may write to",
                    refused);
        }
    }

    private static CommandFailure taken(Path state, Throwable... cause) {
        return CommandFailure.usage(
                "another console that runs keeps its alerts in " + state
                        + ": end it, or give this one a file of its own by --alerts-state",
                cause);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException failed) {
                LOG.warn(
                        "the lock on the file of alerts is not given back before the process ends: {}",
                        failed.getClass().getSimpleName());
            }
        }
    }
}
