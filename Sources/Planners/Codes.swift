package import Diagnostics

/// The kinds of mistake that an import reports.
package enum ImportCode: String, DiagnosticCode {
  // The file
  case importFileEmpty = "import-file-empty"
  case importFileUnsuitable = "import-file-unsuitable"
  case notASchedule = "not-a-schedule"
  case sheetUnclear = "sheet-unclear"
  // Columns
  case rowKindUnclear = "row-kind-unclear"
  case rowKindUnknown = "row-kind-unknown"
  case columnGuessed = "column-guessed"
  case columnMissing = "column-missing"
  case columnTwice = "column-twice"
  case columnUnknown = "column-unknown"
  case columnUnsuitable = "column-unsuitable"
  case fieldUnknown = "field-unknown"
  case titleColumnMissing = "title-column-missing"
  // Rows and cells
  case cellAmbiguous = "cell-ambiguous"
  case cellAddressInvalid = "cell-address-invalid"
  case cellFileMissing = "cell-file-missing"
  case cellReferenceUnknown = "cell-reference-unknown"
  case cellTimeInvalid = "cell-time-invalid"
  case formulaOpen = "formula-open"
  case rowIDInvalid = "row-id-invalid"
  case rowIncomplete = "row-incomplete"
  case rowLengthUnused = "row-length-unused"
  case rowContinued = "row-continued"
  case rowsDiffer = "rows-differ"
  case rowsMissing = "rows-missing"
  case rowTimesConflict = "row-times-conflict"
  case similarName = "similar-name"
  case personUnclear = "person-unclear"
  case placeholderLeftOut = "placeholder-left-out"
  // Schedules
  case planDataLeftOut = "plan-data-left-out"
  case planFormatUnknown = "plan-format-unknown"
  case planNotXML = "plan-not-xml"
  case planPartMissing = "plan-part-missing"
  case planPartInvalid = "plan-part-invalid"
  case planPartNameless = "plan-part-nameless"
  case planTimeInvalid = "plan-time-invalid"
  case planTimeLeftOut = "plan-time-left-out"
  case planZoneDiffers = "plan-zone-differs"
  // What is there already
  case importFieldKept = "import-field-kept"
  case importFieldReplaced = "import-field-replaced"
  case importMostlyMissing = "import-mostly-missing"
  case importPageUnchangeable = "import-page-unchangeable"
  case invalidImportLine = "invalid-import-line"
  // Texts and pictures
  case importedTextChanged = "imported-text-changed"
  case pictureNotFetched = "picture-not-fetched"

  package var explanation: Explanation {
    switch self {
    case .importFileEmpty:
      Explanation(
        """
        The file has nothing in it. The first line of a spreadsheet should name the columns, and each line after it is \
        a page. Export the file again.
        """)
    case .importFileUnsuitable:
      Explanation(
        """
        The file is of another kind than this import reads, damaged, or protected by a password; the message says \
        which. 'lectern import FILE' looks what a file is, and reads spreadsheets of Excel (.xlsx) and LibreOffice \
        (.ods), CSV in UTF-8 (in Excel 'CSV UTF-8', in LibreOffice with the character set 'Unicode (UTF-8)'), and \
        what planners export.
        """)
    case .notASchedule:
      Explanation(
        """
        The file is none of the exports of planners that Lectern reads; the message says what it is, and how to get on. \
        Read are schedule.json and schedule.xml in the first version of their format, with sessions below days and rooms \
        (in pretalx 'JSON (frab compatible)' and 'XML'), answers of pretalx's API, and Sessionize's JSON.
        """,
        right: """
          {"schedule": {"conference": {"days": [{"date": "2012-09-19", "rooms": {"Hall": []}}]}}}
          """)
    case .sheetUnclear:
      Explanation(
        """
        The spreadsheet has several sheets with something in them, or none of the name after --sheet, and Lectern \
        reads one sheet at a time. A hidden sheet is read if its name is given. CSV and exports of planners have no sheets.
        """,
        wrong: "lectern import programme.xlsx",
        right: "lectern import programme.xlsx --sheet Talks")
    case .formulaOpen:
      Explanation(
        """
        The cell holds a formula, and the file doesn't say what comes of it: a program wrote the file that \
        doesn't calculate. Open it in Excel or LibreOffice and save it, and the results are in the file.
        """)
    case .rowKindUnclear:
      Explanation(
        """
        The names of the columns suit several kinds of page, or none. Lectern doesn't guess what the rows \
        are. Say it with --kind.
        """,
        wrong: "lectern import csv people.csv",
        right: "lectern import csv people.csv --kind speaker")
    case .rowKindUnknown:
      Explanation(
        """
        The site has no kind of page with the name after --kind. Kinds are built in, or declared under \
        'kinds' in site.yaml.
        """,
        wrong: "lectern import csv people.csv --kind speakr",
        right: "lectern import csv people.csv --kind speaker")
    case .columnGuessed:
      Explanation(
        """
        The column is named almost like a field, so its cells are imported as that field. Look at the \
        result. If it is wrong, name the field with --column, or leave the column out with --ignore.
        """,
        wrong: "Affilation,Name", right: "Affiliation,Name")
    case .columnMissing:
      Explanation(
        """
        The spreadsheet has no column with the name after --column or --ignore. Write the name as it is in \
        the first line of the spreadsheet.
        """)
    case .columnTwice:
      Explanation(
        """
        Two columns would be the same field, which takes one value. Leave one of them out with --ignore, \
        or make it another field with --column.
        """,
        wrong: """
          Name,Full name,Role
          Ada,Ada Example,Chair
          """,
        right: """
          Full name,Role
          Ada Example,Chair
          """)
    case .columnUnknown:
      Explanation(
        """
        The name of the column is not a field of the kind that is imported, and doesn't resemble one. Say \
        which field it is with --column, or leave the column out with --ignore.
        """,
        wrong: "lectern import csv people.csv",
        right:
          "lectern import csv people.csv --column \"Known for=description\" --ignore \"T-shirt\"")
    case .columnUnsuitable:
      Explanation(
        """
        The field needs more than a cell can hold, such as a group of keys. Leave the column out with \
        --ignore and write the field in the pages, or make the column another field with --column.
        """)
    case .fieldUnknown:
      Explanation(
        """
        The kind that is imported has no field with the name after the equals sign of --column. The fields \
        of a kind are those that its pages may have in their front matter.
        """,
        wrong: "--column \"Job=rol\"", right: "--column \"Job=role\"")
    case .titleColumnMissing:
      Explanation(
        """
        Each page needs a title, and no column is named like one. Say which column it is with --column.
        """,
        wrong: "lectern import csv people.csv",
        right: "lectern import csv people.csv --column \"Who=title\"")
    case .cellAmbiguous:
      Explanation(
        """
        The cell has a comma or a word such as 'and', so that it can be one name or several, and neither the \
        site nor the sheet shows which. Say it for the whole sheet with --split-people, or separate several names \
        with semicolons.
        """,
        wrong: "\"Ada Example, Ben Example\"", right: "Ada Example; Ben Example")
    case .cellAddressInvalid:
      Explanation(
        """
        The cell should be the address of a page or the last part of one, but addresses cannot look like \
        this. Write an address from the site's root, and a slug in letters, digits and hyphens.
        """,
        wrong: "programme/opening session", right: "/programme/opening-session/")
    case .cellFileMissing:
      Explanation(
        """
        The cell names a file that is not in the site. Put the file into the folder of the pages before \
        you import, or leave the column out with --ignore.
        """)
    case .cellReferenceUnknown:
      Explanation(
        """
        The cell names a page that the site doesn't have, and that cannot be made from its name alone. \
        Make the page first, correct the name, or leave the cell empty.
        """)
    case .cellTimeInvalid:
      Explanation(
        """
        The cell should be a day, a time or a duration, but cannot be read as one, or can be read as two \
        different ones. Lectern doesn't guess whether 04/03/2012 is in March or in April: say it with \
        --dates, once for the whole sheet, or write days as 2012-09-19 and times as 13:30.
        """,
        wrong: "04/03/2012", right: "2012-03-04")
    case .rowIDInvalid:
      Explanation(
        """
        The id of a row is the last part of the page's address. It cannot contain spaces, capital letters \
        or signs other than hyphens, cannot be 'index', and no other row may have it.
        """,
        wrong: """
          id,title
          Ada Example,Ada Example
          """,
        right: """
          id,title
          ada-example,Ada Example
          """)
    case .rowIncomplete:
      Explanation(
        """
        The row lacks something that each page of its kind needs, such as its title. Fill in the cell, or \
        remove the row.
        """,
        wrong: """
          title,role
          ,Chair
          """,
        right: """
          title,role
          Ada Example,Chair
          """)
    case .rowLengthUnused:
      Explanation(
        """
        The row says how long the session takes, but not at what time it starts, so it has no end yet. \
        Nothing needs to be done if the session isn't scheduled. Otherwise fill in its start.
        """)
    case .rowContinued:
      Explanation(
        """
        The row has people and no title, as spreadsheets export cells that were merged, so its people are added \
        to the session above. If it is a session of its own, write its title.
        """,
        right: """
          Title,Speaker
          Opening,Ada Example
          ,Ben Example
          """)
    case .rowsDiffer:
      Explanation(
        """
        Two rows are about the same page, since they have the same name or the same id, but they say different \
        things. What stands first is taken. Correct one of the rows, or give each an id if they are two.
        """,
        wrong: """
          Name,Role
          Ada Example,Chair
          Ada Example,Speaker
          """,
        right: """
          id,Name,Role
          ada-example,Ada Example,Chair
          ada-example-2,Ada Example,Speaker
          """)
    case .personUnclear:
      Explanation(
        """
        The row has something about one person, such as a biography, but names several people or nobody, so it is \
        left out. Give each person a row of its own, with the id of the session in each.
        """,
        right: """
          Session Id,Title,Speaker,Bio
          7,Opening,Ada Example,About Ada
          7,,Ben Example,About Ben
          """)
    case .placeholderLeftOut:
      Explanation(
        """
        The cell says that something isn't known yet, such as 'TBA' or 'N.N.'. No page is called so, and the field \
        stays empty. Import again when it is known.
        """)
    case .rowsMissing:
      Explanation(
        """
        The spreadsheet has a line with the names of the columns and nothing below it. Export it again.
        """)
    case .rowTimesConflict:
      Explanation(
        """
        The cells of a row contradict one another about when the session is: two of them give different \
        ends, or one gives an end without a start. Correct the row, or leave a column out with --ignore.
        """,
        wrong: """
          title,start,end,duration
          Opening,2012-09-19 09:00,2012-09-19 10:00,45
          """,
        right: """
          title,start,end,duration
          Opening,2012-09-19 09:00,2012-09-19 09:45,45
          """)
    case .similarName:
      Explanation(
        """
        The cell names a page that the site doesn't have, so a new one is made, but the site has a page \
        with almost the same name. If both are the same, write the name in one way and import again.
        """)
    case .planDataLeftOut:
      Explanation(
        """
        Something in the schedule is not imported: a link whose address is not a web address, a level that sessions of the site \
        don't have, what is chosen in a category that is no field, or the answers to the planner's questions, which are often private.
        """)
    case .planFormatUnknown:
      Explanation(
        """
        The site has no session format with the name that the schedule uses, so these sessions have the \
        format 'other'. Write another format in the files where it matters.
        """)
    case .planNotXML:
      Explanation(
        """
        The schedule.xml is damaged, or has something that Lectern doesn't read, such as a document type declaration. Export \
        it again.
        """)
    case .planPartMissing:
      Explanation(
        """
        The file has only a part of the programme: the first page of an answer, or codes instead of people and rooms. All \
        that is missing would count as withdrawn. Ask the planner for all of it, as the message says.
        """,
        wrong: "/api/events/EVENT/submissions/",
        right:
          "/api/events/EVENT/submissions/?state=confirmed&limit=1000&expand=speakers,track,submission_type,slots.room"
      )
    case .planPartInvalid:
      Explanation(
        """
        A part of the schedule doesn't have the form that the format asks for, such as a day without rooms. \
        The export is damaged or was edited. Export it again.
        """,
        wrong: "{\"date\": \"2012-09-19\"}",
        right: "{\"date\": \"2012-09-19\", \"rooms\": {\"Hall\": []}}")
    case .planPartNameless:
      Explanation(
        """
        A session, person, room or track in the schedule has no name, so no page can be made of it. Give it \
        a name in the planner, and export again.
        """)
    case .planTimeInvalid:
      Explanation(
        """
        A day, time, duration or time zone in the schedule cannot be read, or contradicts the day that it is \
        listed under. Export the schedule again, or correct the file.
        """,
        wrong: "\"duration\": \"an hour\"", right: "\"duration\": \"01:00\"")
    case .planTimeLeftOut:
      Explanation(
        """
        A session's time cannot be written in a page: clocks show it twice because they are put back in \
        that night, or the session takes longer than a day. The page has the day without a time. Write the \
        time in the page in another way if it matters.
        """)
    case .planZoneDiffers:
      Explanation(
        """
        The schedule was exported for another time zone than the site's. Times are converted to the site's \
        zone. If the conference takes place in the schedule's zone, write that zone in site.yaml and import \
        again.
        """,
        right: "timezone: Europe/Stockholm")
    case .importFieldKept:
      Explanation(
        """
        The planner and the page say different things, and the page's was not written by an import: an editor changed it \
        since, or it was there before the first import. The page stays as it is. If the planner is right, write \
        what it says into the page, or import with --force, which takes the planner's word in all such places.
        """)
    case .importFieldReplaced:
      Explanation(
        """
        An editor had changed what the planner says here, and the import was told with --force to take the planner's \
        word. The message says what was there.
        """)
    case .importMostlyMissing:
      Explanation(
        """
        Most of what the last import made is missing in this file, so it is probably a part of the programme, or a file of \
        another event. Nothing is written, since all that is missing would count as withdrawn. Export the whole \
        programme. If it really has shrunk, say with --withdrawn what becomes of the missing sessions.
        """,
        wrong: "lectern import schedule.json",
        right: "lectern import schedule.json --withdrawn cancel")
    case .importPageUnchangeable:
      Explanation(
        """
        An import changes single keys of a page and leaves all else as it is. That can't be done in a page whose front matter \
        is in braces or can't be read, whose value has a comment between its lines, or that is a row of a file in YAML. \
        Change the page by hand, or write it in lines of its own.
        """,
        wrong: """
          speakers:
            # She comes late.
            - ada-example
          """,
        right: """
          # Ada comes late.
          speakers: [ada-example]
          """)
    case .invalidImportLine:
      Explanation(
        """
        The file content/_imports.tsv has a line for each page that an import made: its path, its kind, where it comes from, the \
        planner's ids, its state, and fingerprints of what the planner said last. 'lectern import' writes it. Take a damaged line \
        back from an earlier version of the file. Without the file, the next import finds the pages by their names, and \
        tells where they differ from the planner.
        """)
    case .importedTextChanged:
      Explanation(
        """
        A text had parts that a page may not have, such as HTML or links that lead nowhere on this site. It \
        was changed so that the page builds. Look at it in the file, and write it as you like it.
        """)
    case .pictureNotFetched:
      Explanation(
        """
        The import names pictures on other sites. Lectern doesn't fetch files, and pages load nothing from \
        sites that site.yaml doesn't allow. Put the pictures beside the pages and name them there.
        """)
    }
  }
}
