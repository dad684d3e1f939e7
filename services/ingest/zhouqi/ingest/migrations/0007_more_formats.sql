-- What was refused while fewer files could be read is looked at once more: nobody need write to it for that.

update app.dropped_file set mark = null where cause is not null and kind <> '';
