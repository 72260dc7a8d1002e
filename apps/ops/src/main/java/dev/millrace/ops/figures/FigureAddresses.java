package dev.millrace.ops.figures;

import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.FigureSource;
import dev.millrace.ops.watch.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The figures of several workers, read all at once. Safe for use by several threads; one of them reads at a time. */
public final class FigureAddresses implements FigureSource, AutoCloseable {

    private final List<WorkerAddress> addresses;
    private final Duration timeout;
    private final Set<WorkerAddress> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread reader = new Thread(task, "console-figures");
        reader.setDaemon(true);
        return reader;
    });

    /**
     * Reads nothing yet.
     *
     * @param timeout of each address, and so of all together, for they are asked at once
     */
    FigureAddresses(List<? extends WorkerAddress> addresses, Duration timeout) {
        this.addresses = List.copyOf(addresses);
        this.timeout = timeout;
    }

    @Override
    public synchronized Figures read() {
        if (addresses.isEmpty()) {
            return Figures.NONE;
        }
        List<String> troubles = new ArrayList<>();
        Map<WorkerAddress, Future<List<Figure>>> calls = new LinkedHashMap<>();
        for (WorkerAddress address : addresses) {
            // One that can't be ended takes one thread, and no more.
            if (underWay.contains(address)) {
                troubles.add(trouble(address, "it has not answered since an earlier look"));
            } else {
                calls.put(address, threads.submit(() -> call(address)));
            }
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Figure> figures = new ArrayList<>();
        calls.forEach((address, call) -> {
            try {
                figures.addAll(answer(call, deadline));
            } catch (NoFigures none) {
                troubles.add(trouble(address, String.valueOf(none.getMessage())));
            }
        });
        return Figures.of(figures, troubles);
    }

    private List<Figure> call(WorkerAddress address) throws NoFigures {
        underWay.add(address);
        try {
            return address.read();
        } finally {
            underWay.remove(address);
        }
    }

    private List<Figure> answer(Future<List<Figure>> call, long deadline) throws NoFigures {
        try {
            return call.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof NoFigures known
                    ? known
                    : new NoFigures("a defect of the console: " + failed.getCause(), failed);
        } catch (TimeoutException late) {
            call.cancel(true);
            throw new NoFigures("no answer within " + timeout.toMillis() + " ms", late);
        } catch (InterruptedException told) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoFigures("interrupted", told);
        }
    }

    private static String trouble(WorkerAddress address, String reason) {
        return address.shown() + " gives no figures: " + reason;
    }

    /** Ends what can be ended; a call of JMX that hangs ends with its own limit. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
