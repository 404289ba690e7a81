"""What a hand does on the canvas: one object for each gesture, one undo step for each that is finished."""
