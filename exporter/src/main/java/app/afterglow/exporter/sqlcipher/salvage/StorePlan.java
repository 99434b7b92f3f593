package app.afterglow.exporter.sqlcipher.salvage;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where everything in a database is.
 *
 * @param index its pages
 * @param encoding how it stores text
 * @param statedPages the pages it ought to have, more than there are where it was cut off
 * @param tables its tables
 * @param indexes the first pages of the indexes of each table, by its name in lower case
 * @param free pages of the free list, as far as it can be read
 * @param strict whether rows count only where their page's parent expects them
 * @param notes what people should know
 */
record StorePlan(
    PageIndex index,
    TextEncoding encoding,
    long statedPages,
    List<TablePlan> tables,
    Map<String, List<Integer>> indexes,
    BitSet free,
    boolean strict,
    Set<SalvageReport.Note> notes) {}
