package app.afterglow.exporter.sqlcipher.salvage;

import java.util.List;
import java.util.Set;

/**
 * Where everything in a database is.
 *
 * @param index its pages
 * @param encoding how it stores text
 * @param statedPages the pages it ought to have, more than there are where it was cut off
 * @param tables its tables
 * @param strict whether rows count only where their page's parent expects them
 * @param notes what people should know
 */
record StorePlan(
    PageIndex index,
    TextEncoding encoding,
    long statedPages,
    List<TablePlan> tables,
    boolean strict,
    Set<SalvageReport.Note> notes) {}
