package dev.millrace.ops.figures;

import dev.millrace.ops.watch.Figure;
import java.util.List;

/** One address at which a worker's figures are read. Safe for use by several threads. */
interface WorkerAddress {

    /** The address as it may be shown. */
    String shown();

    /**
     * What is counted now.
     *
     * @throws NoFigures when there is no answer, or none that can be read
     */
    List<Figure> read() throws NoFigures;
}
